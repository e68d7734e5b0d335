package io.github.nnc.weights;

import io.github.nnc.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The central directory of a zip archive, with the 64-bit extension that numpy always writes. {@code java.util.zip}
 * reads archives from files only, or from streams without noticing that the end is missing.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int COMMENT_LIMIT = 65_535;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int DIRECTORY_LIMIT = 100_000_000;
    private static final long SATURATED = 0xffffffffL;

    private final SeekableByteChannel channel;
    private final long size;
    private final List<Entry> entries = new ArrayList<>();

    /** One file of the archive; {@code data} is where its bytes begin. */
    record Entry(String name, boolean deflated, long crc, long stored, long size, long data) {}

    private ZipDirectory(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    static ZipDirectory read(SeekableByteChannel channel) throws IOException {
        ZipDirectory directory = new ZipDirectory(channel);
        directory.read();
        return directory;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The bytes of an entry, inflated; not yet compared with its checksum. Closing it leaves the archive open. */
    InputStream open(Entry entry) throws IOException {
        channel.position(entry.data());
        InputStream stored = new BoundedStream(Channels.newInputStream(channel), entry.stored());
        if (!entry.deflated()) {
            return stored;
        }
        Inflater inflater = new Inflater(true);
        return new InflaterInputStream(stored, inflater) {
            @Override
            public void close() {
                inflater.end();
            }
        };
    }

    private void read() throws IOException {
        int tail = (int) Math.min(size, END_SIZE + COMMENT_LIMIT);
        ByteBuffer bytes = bytes(size - tail, tail);
        int at = tail - END_SIZE;
        while (at >= 0 && !(bytes.getInt(at) == END && (bytes.getShort(at + 20) & 0xffff) == tail - END_SIZE - at)) {
            at--;
        }
        if (at < 0) {
            throw damaged("its end is missing");
        }
        long end = size - tail + at;
        long count = bytes.getShort(at + 10) & 0xffff;
        long length = bytes.getInt(at + 12) & SATURATED;
        long start = bytes.getInt(at + 16) & SATURATED;
        if (count == 0xffff || length == SATURATED || start == SATURATED) {
            ByteBuffer locator = bytes(end - LOCATOR_SIZE, LOCATOR_SIZE);
            end = locator.getLong(8);
            ByteBuffer large = bytes(end, END64_SIZE);
            if (locator.getInt(0) != LOCATOR || large.getInt(0) != END64) {
                throw damaged("its 64-bit end is missing");
            }
            count = large.getLong(32);
            length = large.getLong(40);
            start = large.getLong(48);
        }
        if (length < 0 || length > DIRECTORY_LIMIT || start < 0 || start > end - length) {
            throw damaged("its directory of " + length + " bytes at " + start + " is not inside it");
        }
        ByteBuffer directory = bytes(start, (int) length);
        while (directory.remaining() >= CENTRAL_SIZE) {
            entries.add(entry(directory));
        }
        if (entries.size() != count || directory.hasRemaining()) {
            throw damaged("its directory should have " + count + " entries, but has " + entries.size());
        }
        checkPlaces(start);
    }

    private Entry entry(ByteBuffer directory) throws IOException {
        int at = directory.position();
        int flags = directory.getShort(at + 8);
        int method = directory.getShort(at + 10);
        long stored = directory.getInt(at + 20) & SATURATED;
        long length = directory.getInt(at + 24) & SATURATED;
        int nameLength = directory.getShort(at + 28) & 0xffff;
        int extraLength = directory.getShort(at + 30) & 0xffff;
        int commentLength = directory.getShort(at + 32) & 0xffff;
        long local = directory.getInt(at + 42) & SATURATED;
        int next = at + CENTRAL_SIZE + nameLength + extraLength + commentLength;
        if (directory.getInt(at) != CENTRAL || next > directory.limit()) {
            throw damaged("entry " + (entries.size() + 1) + " of its directory is none");
        }
        String name = new String(directory.array(), at + CENTRAL_SIZE, nameLength, StandardCharsets.UTF_8);
        int extra = at + CENTRAL_SIZE + nameLength;
        for (int end = extra + extraLength; extra + 4 <= end; extra += 4 + (directory.getShort(extra + 2) & 0xffff)) {
            int wide = extra + 4;
            int wideEnd = Math.min(end, wide + (directory.getShort(extra + 2) & 0xffff));
            if (directory.getShort(extra) == 1) {
                if (length == SATURATED && wide + 8 <= wideEnd) {
                    length = directory.getLong(wide);
                    wide += 8;
                }
                if (stored == SATURATED && wide + 8 <= wideEnd) {
                    stored = directory.getLong(wide);
                    wide += 8;
                }
                if (local == SATURATED && wide + 8 <= wideEnd) {
                    local = directory.getLong(wide);
                }
            }
        }
        if ((flags & 1) != 0 || method != 0 && method != 8) {
            throw damaged("`" + name + "` is encrypted or compressed by method " + method);
        }
        ByteBuffer header = bytes(local, LOCAL_SIZE);
        if (header.getInt(0) != LOCAL || stored < 0 || length < 0 || method == 0 && stored != length) {
            throw damaged("`" + name + "` is not where its directory says");
        }
        long data = local + LOCAL_SIZE + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
        long crc = directory.getInt(at + 16) & SATURATED;
        directory.position(next);
        return new Entry(name, method == 8, crc, stored, length, data);
    }

    private void checkPlaces(long end) throws WeightException {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::data));
        for (int i = 0; i < sorted.size(); i++) {
            Entry entry = sorted.get(i);
            long limit = i + 1 < sorted.size() ? sorted.get(i + 1).data() - LOCAL_SIZE : end;
            if (entry.stored() > limit - entry.data()) {
                throw damaged("`" + entry.name() + "` takes " + entry.stored() + " bytes, but has room for "
                        + Math.max(0, limit - entry.data()));
            }
        }
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        if (at < 0 || at > size - length) {
            throw damaged("it ends before byte " + at + " + " + length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        if (bytes.hasRemaining()) {
            throw damaged("it ends before byte " + at + " + " + length);
        }
        return bytes.flip();
    }

    private static WeightException damaged(String message) {
        return new WeightException(Code.WEIGHTS_DAMAGED, -1, "the zip archive is damaged: " + message);
    }
}
