import { client, data } from './client';

export const readInvitation = (token: string) =>
  data(client.POST('/api/auth/invitation', { body: { token } }));

export const acceptInvitation = (token: string, name: string, password: string) =>
  client.POST('/api/auth/invitation/accept', { body: { token, name, password } });
