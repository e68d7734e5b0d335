package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The scripts of {@code src/test/python}, whose hashes stand beside what they computed. */
public final class Scripts {

    private Scripts() {}

    /** Fails where a script is no longer the one that computed what is stored. */
    public static void assertUnchanged(Map<String, Json> hashes) throws IOException, NoSuchAlgorithmException {
        for (Map.Entry<String, Json> script : hashes.entrySet()) {
            byte[] text = Files.readAllBytes(Path.of("src/test/python", script.getKey()));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            assertThat(HexFormat.of().formatHex(hash))
                    .as(script.getKey())
                    .isEqualTo(script.getValue().text());
        }
    }
}
