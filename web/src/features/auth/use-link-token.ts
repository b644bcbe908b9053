import { useLocation } from '@tanstack/react-router';

/** The secret of a mailed link. It stands behind the “#”, which browsers send to no server. */
export function useLinkToken(): string {
  const hash = useLocation({ select: (location) => location.hash });
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}
