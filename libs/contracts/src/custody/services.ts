/** The six services that write the story. Each is a process with a database and a database role of its own. */
export const SERVICES = ['intake', 'routing', 'investigation', 'resolution', 'notification', 'analytics'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** The services that can hold a complaint, that is: move it from one state to the next (architecture, section 3). */
export const HOLDERS = ['routing', 'investigation', 'resolution'] as const;

export type Holder = (typeof HOLDERS)[number];
