"""Sign in with an OpenID provider: who they are, visits to them, and whom they vouch for."""
