package io.github.nnc.source;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * The files a compilation may read: sources, imports, weights, lists of labels. The shells pass the disk,
 * tests pass a map; the compiler itself performs no other input.
 */
public interface FileTree {

    /**
     * Opens a file for reading.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     * @throws IOException where it cannot be read
     */
    SeekableByteChannel open(String path) throws IOException;

    /**
     * Opens a file that another one names and that must lie in the folder of that one or below, links followed.
     *
     * @param relative as written, neither absolute nor with {@code ..} in it
     * @throws java.nio.file.NoSuchFileException where there is none
     * @throws IOException where it cannot be read, or lies elsewhere
     */
    SeekableByteChannel openBeside(String from, String relative) throws IOException;

    /** The path of a file that another one names; {@code relative} is as written, with {@code /} between its parts. */
    String resolve(String from, String relative);
}
