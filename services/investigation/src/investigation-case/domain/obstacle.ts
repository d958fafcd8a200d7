import type { CommandView } from '@redress/http';

/** Why a command is blocked, in the words in which reads announce it. */
export type Obstacle = CommandView['blockedBy'][number];
