"""What is being written: drafts kept on the server, replies held a moment so that they can be taken back."""
