"""What other rooms may ask of files, and have done with them."""

from __future__ import annotations

from itsm.domains.files.incoming import MEGABYTE, IncomingFile, file_too_large
from itsm.domains.files.keeping import KeptFile, judge, keeping, keeping_stored
from itsm.domains.files.limits import UploadLimits, upload_limits
from itsm.domains.files.models import StoredFile
from itsm.domains.files.multipart import UploadForm, read_upload
from itsm.domains.files.owners import LinkActor, OwnerCheck, register_owner, set_link_actor
from itsm.domains.files.queries import FileCard, belongs_to, count_held, count_not_scanned, held_files
from itsm.domains.files.scanning import delete_held_file, release_file
from itsm.domains.files.service import issue_link, register_file
from itsm.domains.files.uploads import UploadCard, UploadPlan, begin_upload, end_upload, taking

__all__ = [
    "MEGABYTE",
    "FileCard",
    "IncomingFile",
    "KeptFile",
    "LinkActor",
    "OwnerCheck",
    "StoredFile",
    "UploadCard",
    "UploadForm",
    "UploadLimits",
    "UploadPlan",
    "begin_upload",
    "belongs_to",
    "count_held",
    "count_not_scanned",
    "delete_held_file",
    "end_upload",
    "file_too_large",
    "held_files",
    "issue_link",
    "judge",
    "keeping",
    "keeping_stored",
    "read_upload",
    "register_file",
    "register_owner",
    "release_file",
    "set_link_actor",
    "taking",
    "upload_limits",
]
