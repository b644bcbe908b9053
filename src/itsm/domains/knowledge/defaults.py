"""The shipped categories, and words that mean the same at sites which speak several languages."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from itsm.domains.knowledge.models import ArticleCategory, SynonymGroup
from itsm.domains.knowledge.searching import CONFIG_NAME
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

CATEGORIES: Final = (
    "Accounts and passwords",
    "Email and Teams",
    "Hardware",
    "Network and VPN",
    "Printing and scanning",
    "Business applications",
    "Security",
    "How IT works",
)

# English, Indonesian and Filipino words of the trade, then abbreviations.
SYNONYMS: Final = (
    "password|kata sandi|sandi|passcode",
    "printer|pencetak|printing",
    "print|cetak|mencetak",
    "error|kesalahan|galat",
    "problem|issue|masalah|problema",
    "troubleshoot|memecahkan masalah|pemecahan masalah|mengatasi masalah|troubleshooting",
    "fix|memperbaiki|perbaiki|repair",
    "email|e-mail|surel|mail",
    "message|pesan",
    "account|akun",
    "user|pengguna",
    "file|berkas",
    "folder|direktori|directory",
    "network|jaringan",
    "settings|setelan|pengaturan|setting",
    "configure|mengonfigurasi|konfigurasi|set up|setup|menyiapkan",
    "device|perangkat",
    "delete|menghapus|hapus|remove|penghapusan",
    "recover|memulihkan|restore|pemulihan",
    "change|mengubah|ubah|perubahan",
    "update|memperbarui|pembaruan",
    "create|membuat|buat",
    "add|menambahkan|tambah",
    "install|menginstal|penginstalan|instal",
    "sign in|masuk|log in|login|log on|logon",
    "sign out|keluar|log out",
    "enable|mengaktifkan|aktifkan|turn on",
    "disable|menonaktifkan|nonaktifkan|turn off",
    "manage|mengelola|kelola",
    "management|manajemen|pengelolaan",
    "send|mengirim|kirim|sending",
    "receive|menerima",
    "share|berbagi|bagikan|sharing",
    "permission|izin|access|akses",
    "group|grup|kelompok",
    "meeting|rapat",
    "call|panggilan|calling",
    "calendar|kalender",
    "security|keamanan",
    "policy|kebijakan",
    "report|laporan|reports",
    "license|lisensi|licence",
    "subscription|langganan",
    "payment|pembayaran",
    "domain|domain name",
    "storage|penyimpanan",
    "search|pencarian|mencari|cari",
    "language|bahasa",
    "name|nama",
    "number|nomor",
    "phone|telepon|mobile|cell phone|cellphone|handphone",
    "screen|layar|display|monitor",
    "slow|lambat|mabagal|lemot",
    "forgot|lupa|forgotten|nakalimutan",
    "locked|terkunci|lockout|locked out",
    "connect|menyambungkan|tersambung|terhubung|connection|koneksi|sambungan",
    "download|mengunduh|unduh",
    "upload|mengunggah|unggah",
    "missing|hilang|lost|nawala",
    "blocked|diblokir|block|memblokir",
    "cannot|tidak dapat|tidak bisa|unable|can't|hindi",
    "view|melihat|lihat",
    "learn|pelajari|mempelajari",
    "customize|mengkustomisasi|menyesuaikan|customise",
    "migrate|migrasi|memigrasi|migration",
    "sync|sinkronisasi|menyinkronkan|synchronize|synchronization|synchronise",
    "archive|arsip|pengarsipan",
    "mailbox|kotak surat",
    "junk|spam|sampah",
    "attachment|lampiran",
    "team|tim",
    "site|situs",
    "page|halaman",
    "list|daftar",
    "new|baru",
    "wifi|wi-fi|wireless|wlan|nirkabel",
    "laptop|notebook|computer|komputer|pc",
    "vpn|virtual private network",
    "mfa|multi-factor authentication|two-factor|2fa|authenticator|autentikasi multifaktor",
    "sso|single sign-on",
    "os|operating system",
    "usb|flash drive|thumb drive",
    "hr|human resources",
    "purchase order|po",
    "broken|rusak|sira|defective",
)


async def install_defaults(work: UnitOfWork) -> None:
    """Add the shipped categories and synonyms to a knowledge base that has none."""
    if not await work.session.scalar(select(func.count()).select_from(ArticleCategory)):
        work.session.add_all(
            ArticleCategory(
                id=new_id(), name=name, position=place, is_active=True, created_at=work.now, updated_at=work.now
            )
            for place, name in enumerate(CATEGORIES)
        )
    if not await work.session.scalar(select(func.count()).select_from(SynonymGroup)):
        work.session.add_all(
            SynonymGroup(id=new_id(), words=group.split("|"), created_at=work.now, updated_at=work.now)
            for group in SYNONYMS
        )
        work.touch_config(CONFIG_NAME)
    await work.session.flush()
