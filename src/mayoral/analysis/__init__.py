"""After the count: shares, majorities and turnout, each with its numerator and its base named."""
