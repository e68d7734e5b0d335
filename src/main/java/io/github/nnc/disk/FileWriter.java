package io.github.nnc.disk;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes files so that a reader, or a crash, finds the old one or the new one and nothing between: everything is written
 * under temporary names beside its goal first, then moved. A failure before the first move leaves nothing behind.
 */
public final class FileWriter {

    private FileWriter() {}

    public static void write(Path file, byte[] content) throws IOException {
        write(Map.of(file, content));
    }

    /** Writes all or, where one cannot be written, none. */
    public static void write(Map<Path, byte[]> contents) throws IOException {
        Map<Path, Path> temporary = new LinkedHashMap<>();
        List<Path> created = new ArrayList<>();
        try {
            for (Map.Entry<Path, byte[]> entry : contents.entrySet()) {
                Path file = entry.getKey();
                Path parent = file.toAbsolutePath().getParent();
                createDirectories(parent, created);
                if (Files.isDirectory(file)) {
                    throw new FileSystemException(file.toString(), null, "it is a directory");
                }
                Path part = parent.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
                temporary.put(part, file);
                Files.write(part, entry.getValue(), StandardOpenOption.CREATE_NEW);
            }
            for (Map.Entry<Path, Path> entry : temporary.entrySet()) {
                move(entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw cleaned(e, temporary.keySet(), created);
        }
    }

    private static void createDirectories(Path directory, List<Path> created) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        createDirectories(directory.getParent(), created);
        Files.createDirectory(directory);
        created.add(directory);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static IOException cleaned(IOException reason, Iterable<Path> temporary, List<Path> created) {
        List<Path> leftovers = new ArrayList<>();
        temporary.forEach(leftovers::add);
        for (int i = created.size() - 1; i >= 0; i--) {
            leftovers.add(created.get(i));
        }
        for (Path leftover : leftovers) {
            try {
                Files.deleteIfExists(leftover);
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
        return reason;
    }
}
