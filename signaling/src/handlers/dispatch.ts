import { parseClientMessage } from '../../protocol/index.ts';
import type { Client } from '../client.ts';
import type { Service } from '../service.ts';
import { host } from './host.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { relay } from './relay.ts';
import { update } from './update.ts';

/**
 * Reads one message and has it acted on; an invalid one is answered, whatever it is.
 * @returns a promise where the next message must wait for this one
 */
export function dispatch(service: Service, client: Client, text: string): void | Promise<void> {
  const parsed = parseClientMessage(text);
  if (!parsed.ok) return client.refuse('bad-message', { message: parsed.problem });
  const message = parsed.value;
  switch (message.type) {
    case 'join':
      return join(service, client, message);
    case 'host':
      return host(service, client, message);
    case 'update':
      return update(service, client, message);
    case 'leave':
      return leave(service, client, message);
    case 'offer':
    case 'answer':
    case 'ice-candidate':
    case 'chat':
      return relay(service, client, message, text);
  }
}
