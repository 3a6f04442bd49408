/** socket.io with its rooms: one for the room, and one for each member to be reached by. */
import { Server } from 'socket.io';

const io = new Server({ transports: ['websocket'], serveClient: false });

io.on('connection', (socket) => {
  let room;
  let id;
  socket.on('join', async (message) => {
    ({ room, id } = message);
    await socket.join([room, `${room}/${id}`]);
    socket.emit('joined', { id });
    socket.to(room).emit('peer-joined', { peer: { id } });
  });
  socket.on('relay', (message) => socket.to(`${room}/${message.to}`).emit('relay', { ...message, from: id }));
});
io.listen(Number(process.env.PORT));
io.httpServer.on('listening', () => process.send('ready'));
