"""Live connections to browsers: Socket.IO with limits, rooms and broadcasting."""
