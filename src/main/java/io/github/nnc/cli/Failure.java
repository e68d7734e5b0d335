package io.github.nnc.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The end of a command for a reason that the user can do something about; the message is all that is printed. */
final class Failure extends RuntimeException {

    static final int INPUT = 1;
    static final int USAGE = 2;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** Something in the input is wrong. */
    static Failure input(String message) {
        return new Failure(INPUT, message);
    }

    /** The command was called wrongly. */
    static Failure usage(String message) {
        return new Failure(USAGE, message);
    }

    /** What is wrong with the input has been shown already. */
    static Failure reported() {
        return new Failure(INPUT, "");
    }

    static Failure cannotRead(String path, IOException reason) {
        return input("cannot read " + path + ": " + reason(reason));
    }

    static Failure cannotWrite(String path, IOException reason) {
        return input("cannot write " + path + ": " + reason(reason));
    }

    int exitCode() {
        return exitCode;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
            return "something of that name is in the way";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
