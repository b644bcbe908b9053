"""Things kept in memory or in Redis because asking again would cost more; losing them loses nothing."""
