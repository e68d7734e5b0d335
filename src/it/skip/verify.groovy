def file = { String path -> new File(basedir, path) }
assert file('build.log').text.contains('skipped (nnc.skip)')
assert file('target/classes/com/example/Uses.class').isFile()
assert file('target/classes/com/example/kept.txt').isFile()
assert !file('target/nnc').exists()
assert !file('kept/java/com/example/Broken.java').exists()
