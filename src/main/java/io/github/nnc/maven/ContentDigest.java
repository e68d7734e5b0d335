package io.github.nnc.maven;

import io.github.nnc.compiler.CompileRequest.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/** SHA-256 of contents: times of files mean nothing after a checkout or on another machine. */
final class ContentDigest {

    private static final int BUFFER_BYTES = 1 << 16;

    private ContentDigest() {}

    /** The digest of a whole generation: its configuration, its sources, and the content of each file that was read. */
    static String of(Generation generation, Collection<Source> sources, SortedSet<String> inputs) throws IOException {
        MessageDigest digest = sha256();
        for (String setting : generation.configuration()) {
            add(digest, setting);
        }
        SortedSet<String> files = new TreeSet<>(inputs);
        for (Source source : sources) {
            add(digest, source.path());
            files.add(source.path());
        }
        for (String file : files) {
            add(digest, file);
            add(digest, contentOf(generation, file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** The digest of a file, empty where there is none. */
    static String of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String contentOf(Generation generation, String file) throws IOException {
        try {
            return of(generation.files().toPath(file));
        } catch (InvalidPathException e) {
            return "";
        }
    }

    /** The length goes before the text, so that no two lists of texts look alike. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
