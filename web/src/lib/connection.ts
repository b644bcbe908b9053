import { create } from 'zustand';

/** `live` = pushes arrive; `polling` = the socket is down and the server is asked every 15 s; `offline` = neither. */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'offline';

export const useConnection = create<{ state: ConnectionState }>()(() => ({ state: 'connecting' }));

export const setConnection = (state: ConnectionState) => useConnection.setState({ state });
