import { defineMachine } from './define-machine';

/** Something that one member of staff is told or asked to do about a complaint. */
export const inboxItem = defineMachine({
  name: 'inbox item',
  labels: { zh: '待办消息', en: 'Inbox item' },
  states: {
    UNREAD: { zh: '未读', en: 'Unread' },
    READ: { zh: '已读', en: 'Read' },
    DONE: { zh: '已处理', en: 'Done', end: true },
    CLEARED: { zh: '已解除', en: 'Cleared', end: true },
  },
  // prettier-ignore
  moves: [
    ['IB1', 'UNREAD', 'READ',    'read',  'the person'],
    ['IB2', 'UNREAD', 'DONE',    'finish', 'the person'],
    ['IB3', 'READ',   'DONE',    'finish', 'the person'],
    ['IB4', 'UNREAD', 'CLEARED', 'clear', 'event of the case'],
    ['IB5', 'READ',   'CLEARED', 'clear', 'event of the case'],
  ],
});
