package io.github.nnc.compiler;

import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Notes which files are asked for, those that do not exist too: the result would change if they did. */
final class RecordingFiles implements FileTree {

    private final FileTree files;
    private final SortedSet<String> opened = new TreeSet<>();

    RecordingFiles(FileTree files) {
        this.files = files;
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        opened.add(path);
        return files.open(path);
    }

    @Override
    public SeekableByteChannel openBeside(String from, String relative) throws IOException {
        opened.add(resolve(from, relative));
        return files.openBeside(from, relative);
    }

    @Override
    public String resolve(String from, String relative) {
        return files.resolve(from, relative);
    }

    SortedSet<String> opened() {
        return Collections.unmodifiableSortedSet(opened);
    }
}
