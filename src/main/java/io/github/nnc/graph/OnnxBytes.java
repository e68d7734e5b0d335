package io.github.nnc.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The bytes of a file as messages of ONNX, not yet checked in any way. */
final class OnnxBytes {

    /** Protobuf counts bytes with 31 bits. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    /** Three of them are one subgraph; more than protobuf's own limit would be stack that the file asks for. */
    private static final int MOST_MESSAGES_DEEP = 100;

    private OnnxBytes() {}

    /**
     * Reads a file from its start to its end. Memory is taken for bytes that are there, not for lengths that the file
     * claims.
     *
     * @return empty, and reported, where the file cannot be read or is none of ONNX
     */
    static <T> Optional<T> read(String path, FileTree files, Parser<T> parser, Problems problems) {
        String file = Problems.quoted(path);
        try (SeekableByteChannel channel = files.open(path)) {
            long size = channel.size();
            if (size > MOST_BYTES) {
                problems.report(
                        Code.ONNX_UNREADABLE,
                        file + " has " + size + " bytes, but a file of ONNX has less than 2 GiB",
                        "keep the weights beside it: `onnx.save(model, path, save_as_external_data=True)` in Python");
                return Optional.empty();
            }
            return parsed(CodedInputStream.newInstance(Channels.newInputStream(channel)), file, parser, problems);
        } catch (NoSuchFileException e) {
            problems.report(Code.FILE_NOT_FOUND, "there is no file " + file, "name a file that exists");
        } catch (IOException e) {
            problems.report(
                    Code.FILE_NOT_FOUND, file + " cannot be read: " + e.getMessage(), "name a file that can be read");
        }
        return Optional.empty();
    }

    private static <T> Optional<T> parsed(CodedInputStream bytes, String file, Parser<T> parser, Problems problems)
            throws IOException {
        bytes.setRecursionLimit(MOST_MESSAGES_DEEP);
        try {
            T message = parser.parseFrom(bytes);
            bytes.checkLastTagWas(0);
            return Optional.of(message);
        } catch (InvalidProtocolBufferException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            problems.report(
                    Code.ONNX_UNREADABLE,
                    file + " is cut off, damaged, or no file of ONNX: it cannot be read beyond byte "
                            + bytes.getTotalBytesRead(),
                    "copy or export it again");
            return Optional.empty();
        }
    }
}
