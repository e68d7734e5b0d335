package io.github.nnc.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells one network from another, for logs. */
public final class WeightDigest {
    private WeightDigest() {}

    /**
     * SHA-256 in hexadecimal, over the UTF-8 text of the model, of its expected tensors, and the bits of every value
     * (big-endian) in the order of the slots.
     *
     * @param model whatever identifies the architecture
     */
    public static String of(String model, String slots, float[][] values) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(String.join("\n", model, slots).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(1 << 13);
            for (float[] tensor : values) {
                for (float value : tensor) {
                    bytes.putFloat(value);
                    if (!bytes.hasRemaining()) {
                        sha.update(bytes.array());
                        bytes.clear();
                    }
                }
            }
            sha.update(bytes.flip());
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
