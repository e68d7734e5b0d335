package io.github.nnc.testing;

import io.github.nnc.source.FileTree;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/** A few files by name, all in one folder. */
public record FilesInMemory(Map<String, byte[]> files) implements FileTree {

    public FilesInMemory {
        files = Map.copyOf(files);
    }

    public static FilesInMemory ofTexts(Map<String, String> texts) {
        Map<String, byte[]> files = new HashMap<>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return new FilesInMemory(files);
    }

    @Override
    public SeekableByteChannel open(String path) throws NoSuchFileException {
        if (!files.containsKey(path)) {
            throw new NoSuchFileException(path);
        }
        return channel(files.get(path));
    }

    /** Bytes to be read. */
    public static SeekableByteChannel channel(byte[] bytes) {
        return new Channel(ByteBuffer.wrap(bytes));
    }

    @Override
    public SeekableByteChannel openBeside(String from, String relative) throws NoSuchFileException {
        return open(resolve(from, relative));
    }

    @Override
    public String resolve(String from, String relative) {
        return relative;
    }

    private record Channel(ByteBuffer bytes) implements SeekableByteChannel {

        @Override
        public int read(ByteBuffer target) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(bytes.remaining(), target.remaining());
            target.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long position) {
            bytes.position(Math.toIntExact(position));
            return this;
        }

        @Override
        public long size() {
            return bytes.limit();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
