import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions } from 'ws';
import { CLOSE_CODES } from '../protocol/index.ts';
import { createAccess } from './access.ts';
import { Addresses } from './addresses.ts';
import { TickingClock } from './clock.ts';
import type { Config } from './config.ts';
import { Connection } from './connection.ts';
import { createHttpApp, createMetricsApp } from './http/app.ts';
import type { Log } from './log.ts';
import { Metrics, type UpgradeStatus } from './metrics.ts';
import { Rooms } from './rooms.ts';
import type { Service } from './service.ts';
import { createGate, Refusals, refuseUpgrade } from './upgrade.ts';
import { WaitingRooms } from './waiting.ts';
import { Flusher } from './wire/outbox.ts';
import { PeerSocket } from './wire/peer-socket.ts';
import { Unmasker } from './wire/unmask.ts';

/** A signaling service that can be started and stopped. */
export interface SignalingServer {
  /** @throws the system's error, e.g. EADDRINUSE */
  listen(): Promise<void>;
  /** Drains: tells everyone when to come back, closes their sockets, and stops. */
  close(): Promise<void>;
  /** Where it listens; only between `listen` and `close`. */
  address(): AddressInfo;
}

/** Builds the service; nothing is opened before `listen`. */
export function createServer({ config, log }: { config: Config; log: Log }): SignalingServer {
  const connections = new Set<Connection>();
  const state = { draining: false };
  const isReady = (): boolean => !state.draining && (service.cluster?.isUp ?? true);
  const isOpen = (): boolean => !state.draining;
  const clock = new TickingClock(config.timing.tick, () => {
    for (const connection of connections) connection.check(clock.now);
    addresses.sweep();
    refusals.check(clock.now);
  });
  const addresses = new Addresses(config.limits, clock);
  const rooms = new Rooms(config.limits.room);
  const metrics = new Metrics({
    rooms: () => rooms.size,
    peers: () => rooms.peers,
    connections: () => connections.size,
  });
  const service: Service = {
    config,
    log,
    clock,
    metrics,
    addresses,
    rooms,
    waiting: new WaitingRooms(),
    flusher: new Flusher(),
    unmasker: new Unmasker(),
    access: config.accessTokenSecret === null ? null : createAccess(config.accessTokenSecret),
    cluster: null,
  };
  const refusals = new Refusals(service);
  const server = createHttpServer(createHttpApp(service, isReady));
  const metricsServer = config.metrics.port === null ? null : createHttpServer(createMetricsApp(service));
  acceptSockets(server, service, { connections, refusals, isOpen });
  return {
    async listen() {
      // Nothing of it is loaded for a service of one node.
      if (config.redisUrl !== null) {
        const { connectCluster } = await import('./cluster/redis-cluster.ts');
        service.cluster = await connectCluster(service, config.redisUrl);
      }
      await listen(server, config.port, config.host);
      if (metricsServer) await listen(metricsServer, config.metrics.port ?? 0, config.metrics.host);
    },
    address: () => addressOf(server),
    async close() {
      if (state.draining) return;
      state.draining = true;
      await drain(server, service, connections);
      clock.stop();
      refusals.flush();
      metricsServer?.close();
      await service.cluster?.close();
    },
  };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address;
}

interface Door {
  readonly connections: Set<Connection>;
  readonly refusals: Refusals;
  readonly isOpen: () => boolean;
}

function acceptSockets(server: Server, service: Service, { connections, refusals, isOpen }: Door): void {
  const gate = createGate(service, isOpen);
  const sockets = new WebSocketServer(socketOptions(service.config));
  const forget = (connection: Connection): void => {
    connections.delete(connection);
    if (connections.size === 0) server.emit(EMPTIED);
  };
  const refuse = (socket: Duplex, status: UpgradeStatus): void => {
    refusals.add(status);
    refuseUpgrade(socket, status);
  };
  sockets.on('wsClientError', (_error, socket: Duplex) => refuse(socket, 400));
  server.on('upgrade', (request, socket: Socket, head) => {
    const admission = gate(request);
    if (!admission.ok) return refuse(socket, admission.status);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      connections.add(new Connection(service, ws, socket, admission.address, forget));
    });
  });
}

function socketOptions(config: Config): ServerOptions<typeof PeerSocket> & { closeTimeout: number } {
  return {
    WebSocket: PeerSocket,
    noServer: true,
    clientTracking: false,
    // Twice the CPU for each message, and twenty times the memory for each connection.
    perMessageDeflate: false,
    // Somewhat more than is accepted, so that a message too large can be answered before it is cut off.
    maxPayload: 4 * config.limits.messageBytes,
    // ms until a client that does not answer a close is cut off; 30 s otherwise
    closeTimeout: 3000,
  };
}

/** @param host null for all addresses */
async function listen(server: Server, port: number, host: string | null): Promise<void> {
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.listen({ port, ...(host === null ? {} : { host }) });
  // Rejects with the error, if that comes first.
  await once(server, 'listening');
}

/** An event of the server: the last connection has gone. */
const EMPTIED = 'emptied';
/** ms for the last requests, after the sockets have gone. */
const LAST_REQUESTS_MS = 1000;

/**
 * Everyone is told to come back at a time of its own; who does not close its socket by then is cut off. Until the last
 * has gone the port is open: whoever asks there hears that the service is not ready, and looks elsewhere.
 */
async function drain(server: Server, service: Service, connections: Set<Connection>): Promise<void> {
  const { timing } = service.config;
  service.log.info({ event: 'drain', connections: connections.size });
  const emptied = connections.size > 0 ? once(server, EMPTIED) : null;
  for (const connection of connections) {
    connection.tell({ type: 'bye', retryMs: Math.round(500 + Math.random() * timing.retrySpread) });
    connection.dismiss(CLOSE_CODES.restart);
  }
  const cutSockets = setTimeout(() => {
    for (const connection of connections) connection.terminate();
  }, timing.drain);
  await emptied;
  clearTimeout(cutSockets);
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cutRequests = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
  await closed;
  clearTimeout(cutRequests);
}
