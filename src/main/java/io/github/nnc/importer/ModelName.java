package io.github.nnc.importer;

import java.util.Locale;
import java.util.Set;

/** What an imported model is called. */
public final class ModelName {

    /** Words of the language, which no model may be called. */
    private static final Set<String> WORDS = Set.of("block", "const", "import", "model", "x");

    private ModelName() {}

    /** Whether the language takes a name. */
    public static boolean isName(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_]*") && !WORDS.contains(name);
    }

    /** A name like that of a file, {@code resnet_18} of {@code models/ResNet-18.onnx}; {@code network} where there is none. */
    public static String of(String path) {
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String stem =
                file.replaceAll("\\.onnx$", "").replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT);
        String plain = stem.replaceAll("^[^a-z]+|_+$", "");
        return isName(plain) ? plain : "network";
    }
}
