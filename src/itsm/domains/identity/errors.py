"""Refusals of this room."""

from itsm.platform.errors import BadRequest, Conflict, Forbidden, Unauthorized


class SignInRefused(Unauthorized):
    """Unknown address, wrong password or inactive account: one answer for all of them (S37)."""

    default_code = "sign_in_refused"

    def __init__(self) -> None:
        super().__init__("The email address or the password is not right.")


class SessionEnded(Unauthorized):
    """The refresh token is unknown, used up, or its session is over: sign in again."""

    default_code = "session_ended"

    def __init__(self) -> None:
        super().__init__("Your session has ended. Sign in again.")


class CodeRefused(Unauthorized):
    """Wrong, spent or unknown code: one answer for all of them."""

    default_code = "code_refused"

    def __init__(self) -> None:
        super().__init__("This code is not right, or it was used already.")


class StepEnded(Unauthorized):
    """The first step was not taken in this browser, too long ago, or followed by too many wrong codes."""

    default_code = "step_ended"

    def __init__(self) -> None:
        super().__init__("Begin to sign in again.")


class LinkInvalid(BadRequest):
    """The link is unknown, used, expired or replaced: one answer for all of them."""

    default_code = "link_invalid"

    def __init__(self) -> None:
        super().__init__("This link is not valid any more. Ask for a new one.")


class CrossSiteRefused(Forbidden):
    """The request did not come from our own pages, or without this session's CSRF value."""

    default_code = "cross_site_refused"

    def __init__(self) -> None:
        super().__init__("This request did not come from this site's own pages.")


class IdentityTaken(Conflict):
    """This account at the provider opens somebody else's account here."""

    default_code = "identity_taken"

    def __init__(self) -> None:
        super().__init__("This sign-in belongs to another account.")


class ProviderKeyTaken(Conflict):
    """Another provider has this key."""

    default_code = "provider_key_taken"

    def __init__(self) -> None:
        super().__init__("Another provider has this key.")


class AdministratorExists(Conflict):
    """The first administrator is there already."""

    default_code = "administrator_exists"
