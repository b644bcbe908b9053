import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { signInAgain, useSession } from '@/api/session';
import { ana, ben } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, tokens, url } from '@/test/server';

type App = ReturnType<typeof renderApp>;

async function fill({ user }: App, email: string, password: string) {
  const field = await screen.findByLabelText('Email');
  if (email) await user.type(field, email);
  if (password) await user.type(screen.getByLabelText('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
}

function acceptSignIn(me = ana) {
  const seen: unknown[] = [];
  server.use(
    http.post(url('/api/auth/login'), async ({ request }) => {
      seen.push(await request.json());
      return HttpResponse.json(tokens(me));
    }),
  );
  return seen;
}

describe('signing in', () => {
  it('leads back to the page that was asked for', async () => {
    const seen = acceptSignIn();
    const app = renderApp('/tickets?tab=done');
    expect(await screen.findByRole('heading', { name: 'Sign in to IT Support' })).toBeVisible();
    await expectAccessible(app.container);
    await fill(app, ' user.ph@madison88.example ', 'right password ');
    expect(await screen.findByRole('heading', { name: 'My tickets' })).toBeVisible();
    expect(app.router.state.location.href).toBe('/tickets?tab=done');
    expect(seen).toEqual([{ email: 'user.ph@madison88.example', password: 'right password ' }]);
  });

  it('never leads to another site', async () => {
    acceptSignIn();
    const app = renderApp('/login?next=//evil.example');
    await fill(app, 'user.ph@madison88.example', 'right password');
    expect(await screen.findByRole('heading', { name: /what do you need/ })).toBeVisible();
    expect(app.router.state.location.pathname).toBe('/');
  });

  it('asks for what is missing without bothering the server', async () => {
    const seen = acceptSignIn();
    const app = renderApp('/login');
    await fill(app, 'not an address', '');
    expect(await screen.findByText('Enter your work email address.')).toBeVisible();
    expect(screen.getByText('Enter your password.')).toBeVisible();
    expect(seen).toEqual([]);
  });

  it('does not say which of the two was wrong', async () => {
    server.use(http.post(url('/api/auth/login'), () => problem(401, 'invalid_credentials')));
    await fill(renderApp('/login'), 'user.ph@madison88.example', 'wrong');
    expect(await screen.findByText(/Email and password do not match/)).toBeVisible();
  });

  it('shows refused fields at the field', async () => {
    const errors = [{ field: 'email', code: 'too_long', message: 'Too long an address.' }];
    server.use(http.post(url('/api/auth/login'), () => problem(422, 'invalid', { errors })));
    await fill(renderApp('/login'), 'user.ph@madison88.example', 'x');
    expect(await screen.findByText('Too long an address.')).toBeVisible();
  });

  it('says how long to wait after too many attempts', async () => {
    server.use(
      http.post(url('/api/auth/login'), () =>
        HttpResponse.json(
          { title: 'slow down', status: 429, code: 'rate_limited' },
          { status: 429, headers: { 'Retry-After': '42', 'Content-Type': 'application/problem+json' } },
        ),
      ),
    );
    await fill(renderApp('/login'), 'user.ph@madison88.example', 'x');
    expect(await screen.findByText(/in 42 seconds/)).toBeVisible();
  });
});

describe('a session that ends while somebody works', () => {
  it('is renewed in place and keeps what was typed', async () => {
    acceptSignIn();
    const app = renderApp('/new', ana);
    await app.user.type(await screen.findByLabelText('What is wrong?'), 'Printer jams');
    const waiting = signInAgain();
    expect(await screen.findByRole('dialog', { name: 'Please sign in again' })).toBeVisible();
    await app.user.type(screen.getByLabelText('Password'), 'right password');
    await app.user.click(screen.getByRole('button', { name: 'Sign in' }));
    await expect(waiting).resolves.toBe(true);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(screen.getByLabelText('What is wrong?')).toHaveValue('Printer jams');
  });

  it('can be left', async () => {
    const app = renderApp('/tickets', ana);
    await screen.findByRole('heading', { name: 'My tickets' });
    const waiting = signInAgain();
    await app.user.click(await screen.findByRole('button', { name: 'Leave this page' }));
    await expect(waiting).resolves.toBe(false);
    expect(await screen.findByRole('heading', { name: 'Sign in to IT Support' })).toBeVisible();
    const kept = app.queryClient.getQueryCache().getAll();
    expect(kept.map(({ queryKey }) => queryKey)).toEqual([['auth', 'providers']]);
  });
});

describe('passwords', () => {
  it('a forgotten one gets the same answer for every address', async () => {
    server.use(http.post(url('/api/auth/password/forgot'), () => new HttpResponse(null, { status: 202 })));
    const { user } = renderApp('/forgot');
    await user.type(await screen.findByLabelText('Email'), 'who@madison88.example');
    await user.click(screen.getByRole('button', { name: 'Send the link' }));
    expect(await screen.findByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();
  });

  it('a new one must be long and typed twice alike', async () => {
    let asked = 0;
    server.use(
      http.post(url('/api/auth/password/reset'), () => {
        asked += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = renderApp('/reset-password#token=abc');
    await user.type(await screen.findByLabelText('New password'), 'short');
    await user.click(screen.getByRole('button', { name: 'Save the password' }));
    expect(await screen.findByText('At least 12 characters.')).toBeVisible();
    await user.type(screen.getByLabelText('New password'), ' but now longer');
    await user.type(screen.getByLabelText('The same again'), 'something else');
    await user.click(screen.getByRole('button', { name: 'Save the password' }));
    expect(await screen.findByText('The two passwords differ.')).toBeVisible();
    expect(asked).toBe(0);
    await user.clear(screen.getByLabelText('The same again'));
    await user.type(screen.getByLabelText('The same again'), 'short but now longer');
    await user.click(screen.getByRole('button', { name: 'Save the password' }));
    expect(await screen.findByRole('heading', { name: 'Your password is changed' })).toBeVisible();
  });

  it('a used link offers a new one', async () => {
    server.use(http.post(url('/api/auth/password/reset'), () => problem(422, 'invalid_link')));
    const { user } = renderApp('/reset-password#token=old');
    await user.type(await screen.findByLabelText('New password'), 'long enough words');
    await user.type(screen.getByLabelText('The same again'), 'long enough words');
    await user.click(screen.getByRole('button', { name: 'Save the password' }));
    expect(await screen.findByText(/used up or too old/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Send a new link' })).toHaveAttribute('href', '/forgot');
  });
});

describe('guards', () => {
  it('show the shell of the role', async () => {
    renderApp('/tickets', ben);
    expect(await screen.findByRole('button', { name: 'Search and commands' })).toBeVisible();
    expect(useSession.getState().me?.role).toBe('it_agent');
  });

  it('keep the shell on pages that do not exist', async () => {
    renderApp('/no/such/page', ana);
    expect(await screen.findByRole('heading', { name: 'This page is not here' })).toBeVisible();
  });
});

describe('a second step', () => {
  const password = () =>
    server.use(
      http.post(url('/api/auth/login'), () =>
        HttpResponse.json({ next: 'code', expires_at: '2099-01-01T00:00:00Z' }),
      ),
    );

  it('asks for the code, says when it is wrong, and goes on', async () => {
    password();
    const codes: unknown[] = [];
    server.use(
      http.post(url('/api/auth/login/code'), async ({ request }) => {
        const { code } = (await request.json()) as { code: string };
        codes.push(code);
        return code === '123456' ? HttpResponse.json(tokens(ana)) : problem(401, 'code_refused');
      }),
    );
    const app = renderApp('/tickets');
    await fill(app, 'user.ph@madison88.example', 'right password');
    const field = await screen.findByLabelText('Code');
    await expectAccessible(app.container);
    await app.user.type(field, '000000{Enter}');
    expect(await screen.findByText(/This code is not right/)).toBeVisible();
    await app.user.type(screen.getByLabelText('Code'), '123456{Enter}');
    expect(await screen.findByRole('heading', { name: 'My tickets' })).toBeVisible();
    expect(codes).toEqual(['000000', '123456']);
  });

  it('goes back to the password when the first step is too long ago', async () => {
    password();
    server.use(http.post(url('/api/auth/login/code'), () => problem(401, 'step_ended')));
    const app = renderApp('/login');
    await fill(app, 'user.ph@madison88.example', 'right password');
    await app.user.type(await screen.findByLabelText('Code'), '123456{Enter}');
    expect(await screen.findByLabelText('Password')).toBeVisible();
  });
});

describe('a proof', () => {
  it('is asked for in place, and the same request is sent again', async () => {
    let asked = 0;
    server.use(
      http.get(url('/api/auth/second-factor'), () =>
        HttpResponse.json({ is_on: false, since: null, recovery_codes_left: 0, is_demanded: false }),
      ),
      http.post(url('/api/auth/second-factor/enrolment'), () => {
        asked += 1;
        return asked === 1
          ? new HttpResponse(null, {
              status: 403,
              headers: { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication"' },
            })
          : HttpResponse.json({
              secret: 'ABCDEFGH',
              address: 'otpauth://x',
              qr_size: 9,
              qr_path: 'M0 0h1v1h-1z',
            });
      }),
      http.post(url('/api/auth/proof'), async ({ request }) => {
        const { password } = (await request.json()) as { password: string };
        const refused = { errors: [{ field: 'password', code: 'wrong_password', message: 'No.' }] };
        return password === 'right'
          ? HttpResponse.json(tokens(ana, 'access-2'))
          : problem(422, 'invalid', refused);
      }),
    );
    const app = renderApp('/me', ana);
    await app.user.click(await screen.findByRole('button', { name: 'Set it up' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Is it you?' }));
    await app.user.type(dialog.getByLabelText('Password'), 'wrong{Enter}');
    expect(await dialog.findByText('This is not your password.')).toBeVisible();
    await app.user.type(dialog.getByLabelText('Password'), 'right{Enter}');
    expect(await screen.findByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
    expect(asked).toBe(2);
  });
});

describe('an invitation', () => {
  it('shows whom it is for and takes name and password', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(url('/api/auth/invitation'), () =>
        HttpResponse.json({ name: 'Dina Reyes', email: 'dina@madison88.example' }),
      ),
      http.post(url('/api/auth/invitation/accept'), async ({ request }) => {
        sent.push(await request.json());
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = renderApp('/invitation#token=abc');
    expect(await screen.findByLabelText('Your name')).toHaveValue('Dina Reyes');
    await user.type(screen.getByLabelText('Password'), 'long enough words');
    await user.type(screen.getByLabelText('The same again'), 'long enough words');
    await user.click(screen.getByRole('button', { name: 'Set up my account' }));
    expect(await screen.findByText('Your account is ready. You can sign in now.')).toBeVisible();
    expect(sent).toEqual([{ token: 'abc', name: 'Dina Reyes', password: 'long enough words' }]);
  });

  it('that is used says so', async () => {
    server.use(http.post(url('/api/auth/invitation'), () => problem(400, 'link_invalid')));
    renderApp('/invitation#token=old');
    expect(await screen.findByRole('heading', { name: 'This invitation is not valid' })).toBeVisible();
  });
});
