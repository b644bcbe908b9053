"""What other rooms may ask of files, and have done with them."""

from __future__ import annotations

from itsm.domains.files.incoming import MEGABYTE, IncomingFile, file_too_large
from itsm.domains.files.limits import UploadLimits, upload_limits
from itsm.domains.files.multipart import UploadForm, read_upload
from itsm.domains.files.owners import LinkActor, OwnerCheck, register_owner, set_link_actor
from itsm.domains.files.queries import FileCard, belongs_to
from itsm.domains.files.service import KeptFile, issue_link, keeping, register_file

__all__ = [
    "MEGABYTE",
    "FileCard",
    "IncomingFile",
    "KeptFile",
    "LinkActor",
    "OwnerCheck",
    "UploadForm",
    "UploadLimits",
    "belongs_to",
    "file_too_large",
    "issue_link",
    "keeping",
    "read_upload",
    "register_file",
    "register_owner",
    "set_link_actor",
    "upload_limits",
]
