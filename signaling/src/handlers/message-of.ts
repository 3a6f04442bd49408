import type { ClientMessage } from '../../protocol/index.ts';

/** The message of one type. */
export type MessageOf<T extends ClientMessage['type']> = Extract<ClientMessage, { type: T }>;
