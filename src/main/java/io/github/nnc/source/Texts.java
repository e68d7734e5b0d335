package io.github.nnc.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads small text files from a file tree. */
public final class Texts {

    private Texts() {}

    /**
     * The text of a file, without a byte order mark; empty where it has more than {@code mostBytes} bytes.
     *
     * @throws java.nio.charset.CharacterCodingException where it is not UTF-8
     * @throws java.nio.file.NoSuchFileException where there is none
     * @throws IOException where it cannot be read
     */
    public static Optional<String> read(FileTree files, String path, int mostBytes) throws IOException {
        try (SeekableByteChannel channel = files.open(path)) {
            if (channel.size() > mostBytes) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        }
    }
}
