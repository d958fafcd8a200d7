import { complaintRegistered, letterSent, policyPack, type TopicName } from '@redress/contracts';
import { contractOf, InvalidSubscription, Subscriptions, type AnyContract, type Subscription } from './subscriptions';

const deliver = () => Promise.resolve();
const events = (consumer: string, ...contracts: unknown[]): Subscription => ({
  kind: 'events',
  consumer,
  contracts: contracts as AnyContract[],
  deliver,
});
const records = (consumer: string, topic: string): Subscription => ({
  kind: 'records',
  consumer,
  topic: topic as TopicName,
  deliver,
});

// contracts, section 8
describe('the consumers of a service', () => {
  it('may share a type and differ in topics', () => {
    const subscriptions = new Subscriptions();
    subscriptions.add(events('routing.assess', complaintRegistered));
    subscriptions.add(events('routing.run-clocks', complaintRegistered, letterSent));
    subscriptions.add(events('routing.load-packs', policyPack));
    subscriptions.add(records('routing.take-submissions', 'complaint.submissions.v1'));

    const both = subscriptions.ofType('complaint.lifecycle.v1', complaintRegistered.type);
    expect(both.map(({ consumer }) => consumer)).toEqual(['routing.assess', 'routing.run-clocks']);
    expect(contractOf(both[1] as never, letterSent.type)).toBe(letterSent);
    expect(subscriptions.ofType('complaint.lifecycle.v1', 'redress.intake.unknown.v1')).toEqual([]);
    expect(subscriptions.topics.sort()).toEqual([
      'complaint.lifecycle.v1',
      'complaint.submissions.v1',
      'policy.packs.v1',
    ]);
    expect(subscriptions.ofType('policy.packs.v1', policyPack.type)).toHaveLength(1);
    expect(subscriptions.ofRecords('complaint.submissions.v1')).toHaveLength(1);
  });

  it('are in no hurry about a topic only when none of its consumers is', () => {
    const subscriptions = new Subscriptions();
    subscriptions.add({ ...records('intake.look-back', 'intake.dossiers.v1'), isUnhurried: true } as Subscription);
    subscriptions.add({ ...records('intake.audit', 'complaint.submissions.v1'), isUnhurried: true } as Subscription);
    subscriptions.add(records('intake.take-submissions', 'complaint.submissions.v1'));

    expect(subscriptions.isUnhurried('intake.dossiers.v1')).toBe(true);
    expect(subscriptions.isUnhurried('complaint.submissions.v1')).toBe(false);
    expect(subscriptions.isUnhurried('complaint.lifecycle.v1')).toBe(false);
  });

  it.each([
    ['two of one name', [events('routing.a', complaintRegistered), events('routing.a', letterSent)], 'two consumers'],
    ['one type named twice', [events('routing.a', letterSent, letterSent)], 'twice'],
    ['a topic nobody declared', [events('routing.a', { ...letterSent, topic: 'x.v1' })], 'not declared'],
    ['an undeclared topic of raw records', [records('routing.a', 'x.v1')], 'not declared'],
    ['no type at all', [events('routing.a')], 'handles no type'],
    ['a name without its service', [events('Assess', letterSent)], 'must be of the form'],
    [
      'a topic read both ways',
      [events('routing.a', letterSent), records('routing.b', 'complaint.lifecycle.v1')],
      'as checked events and as raw records',
    ],
  ])('are refused at start for %s', (_, all, rule) => {
    const add = () => {
      const subscriptions = new Subscriptions();
      all.forEach((subscription) => subscriptions.add(subscription));
    };

    expect(add).toThrow(InvalidSubscription);
    expect(add).toThrow(rule);
  });
});
