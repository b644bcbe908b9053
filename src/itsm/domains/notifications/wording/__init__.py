"""The sentences of mails as an administrator words them, over those the product came with."""
