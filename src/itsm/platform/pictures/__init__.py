"""Pictures made anew, and small previews, in a process of their own that may use little and is thrown away."""
