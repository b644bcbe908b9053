import type { QueryClient } from '@tanstack/react-query';
import type { Socket } from 'socket.io-client';
import { eventsAfter } from '@/api/events';
import { token, useSession } from '@/api/session';
import { refresh } from '@/api/transport';
import type { LivePayload } from '@/api/types';
import { setConnection } from '@/lib/connection';
import { createWatchers, setWatchChannel } from '@/lib/live-rooms';
import { type Applier, createApplier } from './apply';

/** How often the server is asked while no socket stands. */
export const POLL_MS = 15_000;

/** Keep the cache up to date until the returned function is called: by socket, else by polling. */
export function startLive(client: QueryClient): () => void {
  const live = new LiveBridge(createApplier(client));
  void live.start();
  return () => live.stop();
}

class LiveBridge {
  private socket: Socket | null = null;
  private cursor: string | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private stopped = false;
  private catchingUp: Promise<void> | null = null;

  constructor(private readonly applier: Applier) {}

  async start(): Promise<void> {
    setConnection('connecting');
    window.addEventListener('offline', this.lost);
    window.addEventListener('online', this.found);
    await this.catchUp();
    const { io } = await import('socket.io-client').catch(() => ({ io: null }));
    if (this.stopped) return;
    if (io) this.listen(io('/', this.options()));
    else this.poll();
  }

  stop(): void {
    this.stopped = true;
    window.removeEventListener('offline', this.lost);
    window.removeEventListener('online', this.found);
    clearInterval(this.timer);
    setWatchChannel(null);
    this.socket?.disconnect();
    this.applier.stop();
  }

  private options() {
    return {
      path: '/socket.io',
      transports: ['websocket', 'polling'],
      auth: (send: (value: object) => void) => send({ token: token() }),
      reconnectionDelay: 1_000,
      reconnectionDelayMax: 15_000,
    };
  }

  private listen(socket: Socket): void {
    this.socket = socket;
    socket.on('connect', () => this.connected());
    socket.on('disconnect', () => this.poll());
    socket.on('connect_error', (error) => this.refused(error));
    socket.onAny((type: string, payload: LivePayload) => this.receive(type, payload));
  }

  private connected(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    setConnection('live');
    setWatchChannel(createWatchers((event, data) => this.socket?.emit(event, data)));
    void this.catchUp();
  }

  /** The browser knows before the socket does, which only notices a missed heartbeat. */
  private readonly lost = (): void => this.poll();

  private readonly found = (): void => {
    if (this.socket?.connected) this.connected();
    else if (this.socket) this.socket.connect();
    else void this.catchUp();
  };

  /** A refused handshake is not tried again by the library: renew the token, then try once more. */
  private refused(error: Error): void {
    this.poll();
    if (error.message !== 'unauthorized') return;
    void refresh(true)
      .catch(() => false)
      .then((ok) => {
        if (ok && !this.stopped) setTimeout(() => this.socket?.connect(), 1_000);
      });
  }

  private poll(): void {
    setWatchChannel(null);
    if (this.stopped) return;
    setConnection(navigator.onLine ? 'polling' : 'offline');
    this.timer ??= setInterval(() => void this.catchUp(), POLL_MS);
  }

  private receive(type: string, payload: LivePayload): void {
    if (typeof payload?.cursor === 'string') this.cursor = payload.cursor;
    this.applier.apply(type, payload);
  }

  /** Read what happened since the cursor; calls at the same time share one pass. */
  private catchUp(): Promise<void> {
    this.catchingUp ??= this.readEvents().finally(() => {
      this.catchingUp = null;
    });
    return this.catchingUp;
  }

  private async readEvents(): Promise<void> {
    if (useSession.getState().status !== 'in') return;
    try {
      const page = await eventsAfter(this.cursor);
      if (this.cursor !== undefined && page.reset) this.applier.refetchAll();
      for (const item of page.items) this.applier.apply(item.type, item.payload as LivePayload);
      this.cursor = page.next_cursor;
      if (!this.socket?.connected && this.timer) setConnection('polling');
    } catch {
      if (!this.socket?.connected) setConnection('offline');
    }
  }
}
