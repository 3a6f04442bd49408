/**
 * The least that a relay in Node can do: what one socket of a pair brings, as it came, goes to the other one.
 * No WebSocket, no message, no check: the cost of a read, of a write and of Node's streams around them.
 * The first line that a socket sends names its pair.
 */
import { createServer } from 'node:net';

const waiting = new Map();
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('data', (pair) => {
    const name = pair.toString();
    const partner = waiting.get(name);
    if (partner) {
      waiting.delete(name);
      connect(socket, partner);
      connect(partner, socket);
    } else waiting.set(name, socket);
    socket.write('joined');
  });
});

function connect(from, to) {
  from.on('data', (chunk) => to.write(chunk));
}

server.listen(Number(process.env.PORT), '127.0.0.1', 65_535, () => process.send('ready'));
