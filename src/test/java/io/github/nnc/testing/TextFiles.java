package io.github.nnc.testing;

import io.github.nnc.source.FileTree;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/** A few texts by name, all in one folder. */
public record TextFiles(Map<String, String> texts) implements FileTree {

    public TextFiles {
        texts = Map.copyOf(texts);
    }

    @Override
    public SeekableByteChannel open(String path) throws NoSuchFileException {
        String text = texts.get(path);
        if (text == null) {
            throw new NoSuchFileException(path);
        }
        return new Channel(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
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
            throw new UnsupportedOperationException("read only");
        }

        @Override
        public long position() {
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long position) {
            bytes.position((int) position);
            return this;
        }

        @Override
        public long size() {
            return bytes.limit();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException("read only");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
