/** The relay that everyone writes first: `ws`, one parse and one stringify for each message. */
import { WebSocketServer } from 'ws';

const rooms = new Map();
const server = new WebSocketServer({ port: Number(process.env.PORT), host: '127.0.0.1' });

server.on('connection', (socket) => {
  let room;
  let id;
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'join') {
      ({ room, id } = message);
      if (!rooms.has(room)) rooms.set(room, new Map());
      const members = rooms.get(room);
      socket.send(JSON.stringify({ type: 'joined', peers: [...members.keys()] }));
      for (const member of members.values())
        member.send(JSON.stringify({ type: 'peer-joined', peer: { id } }));
      members.set(id, socket);
    } else {
      const { to, ...rest } = message;
      rooms
        .get(room)
        ?.get(to)
        ?.send(JSON.stringify({ ...rest, to, from: id }));
    }
  });
  socket.on('close', () => rooms.get(room)?.delete(id));
});
server.on('listening', () => process.send('ready'));
