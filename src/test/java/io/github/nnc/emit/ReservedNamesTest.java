package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.JavaNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No model can have the name of a class that its generated class brings along or uses. */
class ReservedNamesTest {

    private static final Pattern TYPE = Pattern.compile("\\b[A-Z][a-z]\\w*\\b");
    private static final Pattern NO_CODE = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|//.*|(?s:/\\*.*?\\*/)");

    @Test
    void keepsModelsFromTheNamesOfNestedClasses() {
        assertThat(ClassWriter.NESTED_TYPES).allMatch(JavaNames::isReservedClass);
    }

    @Test
    void keepsModelsFromTheNamesThatSupportClassesUse() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/nnc/support"))) {
            for (Path file : files.filter(f -> !f.endsWith("package-info.java")).toList()) {
                Matcher types =
                        TYPE.matcher(NO_CODE.matcher(Files.readString(file)).replaceAll(""));
                while (types.find()) {
                    used.add(types.group());
                }
            }
        }
        assertThat(used).contains("Math", "String").allMatch(JavaNames::isReservedClass);
    }
}
