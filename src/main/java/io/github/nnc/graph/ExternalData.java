package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes of tensors that lie in other files, which must be in the model's folder or below. No byte is read twice, so
 * that a small model cannot ask for more memory than its files have bytes.
 */
final class ExternalData {

    private final String model;
    private final FileTree files;
    private final Problems problems;
    private final Map<String, Long> taken = new HashMap<>();

    ExternalData(String model, FileTree files, Problems problems) {
        this.model = model;
        this.files = files;
        this.problems = problems;
    }

    /** Bytes of a file. */
    record Region(String location, long offset, long length) {}

    /**
     * Where the bytes of a tensor lie.
     *
     * @param length how many bytes its shape and type ask for
     * @return empty, and reported, where it is not said, or not in a way that can be followed
     */
    Optional<Region> find(List<StringStringEntryProto> entries, long length, String tensor) {
        try {
            return Optional.of(region(entries, length));
        } catch (IOException e) {
            report(tensor + " has values in another file that cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The bytes of a tensor; empty, and reported, where they cannot be had. */
    Optional<ByteBuffer> read(Region region, String tensor) {
        try {
            return Optional.of(read(region));
        } catch (NoSuchFileException e) {
            report(tensor + " has its values in a file that does not exist: " + Problems.quoted(e.getFile()));
        } catch (IOException e) {
            report(tensor + " has values in another file that cannot be used: " + e.getMessage());
        }
        return Optional.empty();
    }

    private void report(String message) {
        problems.report(
                Code.ONNX_EXTERNAL_DATA,
                message,
                "put the file where the model expects it, in the model's folder, or save the model as a single file");
    }

    private static Region region(List<StringStringEntryProto> entries, long length) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (StringStringEntryProto entry : entries) {
            if (!entry.getKeyBytes().isValidUtf8() || !entry.getValueBytes().isValidUtf8()) {
                throw new IOException("its description is not text in UTF-8");
            }
            if (values.put(entry.getKey(), entry.getValue()) != null) {
                throw new IOException(Problems.quoted(entry.getKey()) + " is said twice");
            }
        }
        String location = values.getOrDefault("location", "");
        checkLocation(location);
        long claimed = number(values, "length", length);
        if (claimed != length) {
            throw new IOException("`length` is " + claimed + ", but shape and type ask for " + length + " bytes");
        }
        return new Region(location, number(values, "offset", 0), length);
    }

    private static void checkLocation(String location) throws IOException {
        if (location.isEmpty()) {
            throw new IOException("`location` is missing");
        }
        if (location.matches("(?s)[/\\\\].*|[A-Za-z]:.*")) {
            throw new IOException(Problems.quoted(location) + " is an absolute path");
        }
        if (List.of(location.split("[/\\\\]", -1)).contains("..")) {
            throw new IOException(Problems.quoted(location) + " leads out of the model's folder");
        }
    }

    private static long number(Map<String, String> values, String key, long otherwise) throws IOException {
        String written = values.get(key);
        if (written == null) {
            return otherwise;
        }
        if (!written.matches("[0-9]{1,18}")) {
            throw new IOException("`" + key + "` is " + Problems.quoted(written) + ", not a number of bytes");
        }
        return Long.parseLong(written);
    }

    private ByteBuffer read(Region region) throws IOException {
        String file = Problems.quoted(region.location());
        if (region.length() > Integer.MAX_VALUE - 8) {
            throw new IOException("a tensor has less than 2 GiB, this one " + region.length() + " bytes");
        }
        try (SeekableByteChannel channel = files.openBeside(model, region.location())) {
            long size = channel.size();
            if (region.offset() > size - region.length()) {
                throw new IOException(file + " has " + size + " bytes, but " + region.length()
                        + " are asked for from byte " + region.offset() + " on");
            }
            long total = taken.merge(region.location(), region.length(), Long::sum);
            if (total > size) {
                throw new IOException("tensors overlap in " + file);
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
            channel.position(region.offset());
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new IOException(file + " became shorter while it was read");
                }
            }
            return bytes.flip();
        }
    }
}
