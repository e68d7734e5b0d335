package io.github.nnc.verify;

import io.github.nnc.importer.Imported;
import io.github.nnc.source.FileTree;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** What an import would write, without a disk: the text as {@link #TEXT}, and its weights. */
record ImportedFiles(byte[] text, byte[] weights, String weightFile) implements FileTree {

    static final String TEXT = "imported.nn";

    static ImportedFiles of(Imported imported, String weightFile) {
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        try {
            SafetensorsWriter.write(imported.tensors(), DataType.F32, weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return new ImportedFiles(imported.text().getBytes(StandardCharsets.UTF_8), weights.toByteArray(), weightFile);
    }

    @Override
    public SeekableByteChannel open(String path) throws NoSuchFileException {
        if (path.equals(TEXT)) {
            return new Channel(ByteBuffer.wrap(text));
        }
        if (path.equals(weightFile)) {
            return new Channel(ByteBuffer.wrap(weights));
        }
        throw new NoSuchFileException(path);
    }

    @Override
    public SeekableByteChannel openBeside(String from, String relative) throws NoSuchFileException {
        return open(relative);
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
            bytes.position(Math.toIntExact(Math.min(position, bytes.limit())));
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
