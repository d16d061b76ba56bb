### generate
