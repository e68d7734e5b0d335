package io.github.nnc.weights;

import io.github.nnc.source.FileTree;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/** Files that are byte arrays. */
final class MemoryTree implements FileTree {

    private final Map<String, byte[]> files = new HashMap<>();

    MemoryTree with(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    @Override
    public SeekableByteChannel open(String path) throws NoSuchFileException {
        if (!files.containsKey(path)) {
            throw new NoSuchFileException(path);
        }
        return channel(files.get(path));
    }

    @Override
    public String resolve(String from, String relative) {
        return relative;
    }

    static SeekableByteChannel channel(byte[] bytes) {
        return new SeekableByteChannel() {
            private int at;
            private boolean open = true;

            @Override
            public int read(ByteBuffer target) {
                if (at >= bytes.length) {
                    return -1;
                }
                int length = Math.min(target.remaining(), bytes.length - at);
                target.put(bytes, at, length);
                at += length;
                return length;
            }

            @Override
            public int write(ByteBuffer source) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long position() {
                return at;
            }

            @Override
            public SeekableByteChannel position(long position) {
                at = Math.toIntExact(position);
                return this;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public SeekableByteChannel truncate(long size) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean isOpen() {
                return open;
            }

            @Override
            public void close() {
                open = false;
            }
        };
    }
}
