package io.github.nnc.model;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * How names of a model are spelled in the generated class. The checker refuses models whose names collide after it, so
 * that whoever generates can rely on the result.
 */
public final class JavaNames {

    /** Classes that every generated class may have within it. */
    private static final Set<String> NESTED_CLASSES = Set.of(
            "BatchShares",
            "ErrorFunction",
            "Exponential",
            "Generated",
            "HyperbolicTangent",
            "Label",
            "Logarithm",
            "LoopShare",
            "Outputs",
            "Passes",
            "SharedLoop",
            "State",
            "TensorNode",
            "VectorSwitch",
            "WeightTable",
            "WeightVariants",
            "Workspace");

    /** Classes that generated code names without a package; a model of this name would hide them. */
    private static final Set<String> USED_CLASSES = Set.of(
            "ArithmeticException",
            "ArrayList",
            "Arrays",
            "AssertionError",
            "AtomicBoolean",
            "AtomicInteger",
            "AutoCloseable",
            "Boolean",
            "Byte",
            "ByteBuffer",
            "ByteOrder",
            "CRC32",
            "CharSequence",
            "Character",
            "CheckedInputStream",
            "Class",
            "ClassLoader",
            "ClassNotFoundException",
            "Cloneable",
            "Collection",
            "Collections",
            "Comparable",
            "Deprecated",
            "Double",
            "Entry",
            "Enum",
            "Error",
            "Exception",
            "Executor",
            "FileNotFoundException",
            "Files",
            "Float",
            "FunctionalInterface",
            "GeneralSecurityException",
            "HashMap",
            "HexFormat",
            "IOException",
            "IllegalArgumentException",
            "IllegalStateException",
            "IndexOutOfBoundsException",
            "InputStream",
            "IntConsumer",
            "Integer",
            "InterruptedException",
            "Iterable",
            "Iterator",
            "LinkedHashMap",
            "List",
            "Locale",
            "Long",
            "Map",
            "Math",
            "MessageDigest",
            "Module",
            "ModuleLayer",
            "NoSuchAlgorithmException",
            "NullPointerException",
            "Number",
            "Object",
            "Override",
            "Path",
            "Phaser",
            "Process",
            "Record",
            "Runnable",
            "RuntimeException",
            "SafeVarargs",
            "Set",
            "Short",
            "StandardCharsets",
            "StrictMath",
            "String",
            "StringBuilder",
            "SuppressWarnings",
            "System",
            "Thread",
            "Throwable",
            "TreeMap",
            "UncheckedIOException",
            "UnsupportedOperationException",
            "Void");

    /** Methods of {@code Object} that a component of a record must not have the name of. */
    private static final Set<String> RECORD_METHODS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private JavaNames() {}

    /** {@code cat_dog} as {@code CatDog}. */
    public static String className(String name) {
        StringBuilder result = new StringBuilder();
        for (String part : ascii(name).split("[^A-Za-z0-9]+")) {
            if (!part.isEmpty()) {
                result.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return startingWithLetter(result.toString());
    }

    /** {@code enc.0.fc_in} as {@code enc0FcIn}: parameters, and components of {@code Outputs}. */
    public static String variableName(String name) {
        String className = className(name);
        return className.substring(0, 1).toLowerCase(Locale.ROOT) + className.substring(1);
    }

    /** {@code golden retriever} as {@code GOLDEN_RETRIEVER}: entries of {@code Label}, and sizes. */
    public static String constantName(String name) {
        String words = ascii(name).replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return startingWithLetter(words.toUpperCase(Locale.ROOT));
    }

    /** Whether a class cannot have this name, because it is a word of Java, of the class itself, or of what it uses. */
    public static boolean isReservedClass(String className) {
        return SourceVersion.isKeyword(className)
                || NESTED_CLASSES.contains(className)
                || USED_CLASSES.contains(className);
    }

    /** Whether a parameter, or a component of a record, cannot have this name. */
    public static boolean isReservedVariable(String variableName) {
        return SourceVersion.isKeyword(variableName) || RECORD_METHODS.contains(variableName);
    }

    /** Letters beyond ASCII by their number: sources must compile under any encoding. */
    private static String ascii(String name) {
        StringBuilder result = new StringBuilder();
        name.codePoints().forEach(point -> {
            if (point >= 0x80 && Character.isLetterOrDigit(point)) {
                result.append(String.format(Locale.ROOT, "u%04x", point));
            } else {
                result.appendCodePoint(point);
            }
        });
        return result.toString();
    }

    private static String startingWithLetter(String identifier) {
        return identifier.isEmpty() || Character.isDigit(identifier.charAt(0)) ? "_" + identifier : identifier;
    }
}
