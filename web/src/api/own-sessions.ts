import { queryOptions } from '@tanstack/react-query';
import { authKeys } from './auth';
import { client, data } from './client';

export const sessionsQuery = () =>
  queryOptions({
    queryKey: authKeys.sessions(),
    queryFn: async () => (await data(client.GET('/api/auth/sessions'))).items,
  });

export const revokeSession = (id: string) =>
  client.DELETE('/api/auth/sessions/{session_id}', { params: { path: { session_id: id } } });

export const revokeOtherSessions = () => client.DELETE('/api/auth/sessions');
