package io.github.nnc.disk;

import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The files below, and beside, a folder. Paths are written with {@code /} on every system and are relative to the
 * folder unless they are absolute, so that what is compiled does not depend on where the folder lies.
 */
public record DiskFiles(Path folder) implements FileTree {

    /** {@inheritDoc} A path that this system cannot express names no file. */
    @Override
    public SeekableByteChannel open(String path) throws IOException {
        try {
            Path file = toPath(path);
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory");
            }
            return Files.newByteChannel(file);
        } catch (AccessDeniedException e) {
            throw new IOException("permission denied", e);
        } catch (InvalidPathException e) {
            NoSuchFileException missing = new NoSuchFileException(path, null, e.getReason());
            missing.initCause(e);
            throw missing;
        }
    }

    /** {@inheritDoc} What is opened is the file that was found to lie there, not the link that led to it. */
    @Override
    public SeekableByteChannel openBeside(String from, String relative) throws IOException {
        String path = resolve(from, relative);
        try {
            Path inside = toPath(resolve(from, ".")).toRealPath();
            Path file = toPath(path).toRealPath();
            if (!file.startsWith(inside)) {
                throw new IOException("`" + path + "` is a link that leads out of the folder");
            }
            return open(toTreePath(file));
        } catch (InvalidPathException e) {
            return open(path);
        }
    }

    @Override
    public String resolve(String from, String relative) {
        if (isAbsolute(relative)) {
            return relative;
        }
        String base = from.substring(0, from.lastIndexOf('/') + 1);
        return normalize(base + relative);
    }

    /**
     * The place of a path on the disk.
     *
     * @throws InvalidPathException if this system cannot express it
     */
    public Path toPath(String path) {
        return folder.resolve(path);
    }

    /** The path by which a file on the disk is known here. */
    public String toTreePath(Path file) {
        return file.toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private boolean isAbsolute(String path) {
        try {
            return folder.getFileSystem().getPath(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String normalize(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }
}
