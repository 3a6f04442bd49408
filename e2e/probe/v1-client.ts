/**
 * A viewer written by hand from the four messages of version 1 and nothing else, as any stranger might: it reads no
 * other field, and answers the first offer that comes.
 */

interface Incoming {
  readonly type: string;
  readonly from: string;
  readonly sdp: string;
  readonly candidate: RTCIceCandidateInit;
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var joinAsV1: (signalingUrl: string, room: string, id: string) => Promise<void>;
}

globalThis.joinAsV1 = async (signalingUrl, room, id) => {
  const socket = new WebSocket(signalingUrl);
  const links = new Map<string, RTCPeerConnection>();
  const send = (message: object): void => socket.send(JSON.stringify({ room, ...message }));

  async function answerOffer({ from, sdp }: Incoming): Promise<void> {
    const link = links.get(from) ?? connect(from);
    await link.setRemoteDescription({ type: 'offer', sdp });
    await link.setLocalDescription(await link.createAnswer());
    send({ type: 'answer', to: from, sdp: link.localDescription?.sdp });
  }

  function connect(from: string): RTCPeerConnection {
    const link = new RTCPeerConnection();
    links.set(from, link);
    link.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) send({ type: 'ice-candidate', to: from, candidate });
    });
    link.addEventListener('track', ({ streams: [stream] }) => show(stream ?? null));
    return link;
  }

  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Incoming;
    if (message.type === 'offer') void answerOffer(message);
    if (message.type === 'ice-candidate') void links.get(message.from)?.addIceCandidate(message.candidate);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  send({ type: 'join', id });
};

export type JoinAsV1 = typeof joinAsV1;

/** In the element where the probe of the other tests looks for it. */
function show(stream: MediaStream | null): void {
  const video = document.querySelector('video') ?? document.createElement('video');
  video.dataset['testid'] = 'stage';
  video.muted = true;
  video.srcObject = stream;
  document.body.append(video);
  void video.play();
}
