package io.github.nnc.compiler;

import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;

/** A tree without any file. */
record NoFiles() implements FileTree {

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        throw new NoSuchFileException(path);
    }

    @Override
    public SeekableByteChannel openBeside(String from, String relative) throws IOException {
        return open(relative);
    }

    @Override
    public String resolve(String from, String relative) {
        return relative;
    }
}
