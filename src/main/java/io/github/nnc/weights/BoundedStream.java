package io.github.nnc.weights;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream, and no more; closing it leaves the stream open. */
final class BoundedStream extends FilterInputStream {

    private long left;

    BoundedStream(InputStream in, long length) {
        super(in);
        left = length;
    }

    @Override
    public int read() throws IOException {
        int value = left > 0 ? in.read() : -1;
        left -= value >= 0 ? 1 : 0;
        return value;
    }

    @Override
    public int read(byte[] bytes, int at, int length) throws IOException {
        if (left == 0 && length > 0) {
            return -1;
        }
        int read = in.read(bytes, at, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public void close() {}
}
