/** PeerServer as its README starts it. It knows no rooms: a message goes to an id. */
import { PeerServer } from 'peer';

PeerServer({ port: Number(process.env.PORT), host: '127.0.0.1', concurrent_limit: 50_000 }, () =>
  process.send('ready'),
);
