// Checks what Dozo publishes with other people's code: golang.org/x/mod/sumdb/note and tlog.
// Exits with 0 when all holds, with 1 and a sentence when not.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(words []string) error {
	switch {
	case len(words) == 4 && words[0] == "log":
		return checkLog(words[1], words[2], words[3])
	case len(words) == 4 && words[0] == "growth":
		return checkGrowth(words[1], words[2], words[3])
	case len(words) == 5 && words[0] == "consistency":
		return checkConsistency(words[1], words[2], words[3], words[4])
	case len(words) == 4 && words[0] == "proof":
		return checkProof(words[1], words[2], words[3])
	}
	return errors.New("log FOLDER KEY WITNESS | growth OLD FOLDER KEY | " +
		"consistency OLD NEW PROOF KEY | proof FILE KEY WITNESS")
}

// A cosigner is a kind of key that sumdb/note leaves to its callers.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed cosigner key")
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 33 || typed[0] != 4 {
		return nil, errors.New("not the key of a cosigner")
	}
	digest := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	hash := binary.BigEndian.Uint32(digest[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the cosigner's key and its number differ")
	}
	return cosigner{parts[0], hash, typed[1:]}, nil
}

// The tree of a signed checkpoint. "-" for the witness asks for no cosignature.
func openCheckpoint(signed []byte, logKey, witnessKey string) (tlog.Tree, error) {
	logVerifier, err := note.NewVerifier(strings.TrimSpace(logKey))
	if err != nil {
		return tlog.Tree{}, err
	}
	verifiers := []note.Verifier{logVerifier}
	if witnessKey != "-" {
		witness, err := newCosigner(witnessKey)
		if err != nil {
			return tlog.Tree{}, err
		}
		verifiers = append(verifiers, witness)
	}
	opened, err := note.Open(signed, note.VerifierList(verifiers...))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(opened.Sigs) != len(verifiers) {
		return tlog.Tree{}, errors.New("a signature is missing")
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != logVerifier.Name() {
		return tlog.Tree{}, errors.New("malformed checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// Tiles in a folder, where the paths of tlog-tiles leave out the height.
type tiles struct{ folder string }

func (t tiles) Height() int                     { return height }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(all []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range all {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func openFolder(folder, logKey, witnessKey string) (tlog.Tree, tlog.HashReader, error) {
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, nil, err
	}
	tree, err := openCheckpoint(signed, logKey, witnessKey)
	return tree, tlog.TileHashReader(tree, tiles{folder}), err
}

// Every entry is in the tree, and every shorter tree is a beginning of it.
func checkLog(folder, logKey, witnessKey string) error {
	tree, hashes, err := openFolder(folder, logKey, witnessKey)
	if err != nil {
		return err
	}
	entries, err := entriesOf(folder, tree.N)
	if err != nil {
		return err
	}
	var own []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, each := range at {
			found = append(found, own[each])
		}
		return found, nil
	})
	for index, entry := range entries {
		stored, err := tlog.StoredHashes(int64(index), entry, reader)
		if err != nil {
			return err
		}
		own = append(own, stored...)
		proof, err := tlog.ProveRecord(tree.N, int64(index), hashes)
		if err != nil {
			return err
		}
		leaf := tlog.RecordHash(entry)
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), leaf); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		if err := checkShorter(int64(index)+1, tree, hashes, reader); err != nil {
			return fmt.Errorf("tree of %d: %w", index+1, err)
		}
	}
	return nil
}

func checkShorter(size int64, tree tlog.Tree, hashes, own tlog.HashReader) error {
	old, err := tlog.TreeHash(size, own)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, size, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, size, old)
}

func entriesOf(folder string, size int64) ([][]byte, error) {
	var all [][]byte
	for int64(len(all)) < size {
		n := int64(len(all)) / 256
		width := int(min(256, size-n*256))
		tile := tlog.Tile{H: height, L: 0, N: n, W: width}
		path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return nil, err
		}
		for len(bundle) > 0 {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, errors.New("a bundle of entries is cut")
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:end])
			bundle = bundle[end:]
		}
	}
	if int64(len(all)) != size {
		return nil, errors.New("the bundles hold another number of entries")
	}
	return all, nil
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

// The published tree begins with the one of an older checkpoint.
func checkGrowth(oldFile, folder, logKey string) error {
	signed, err := os.ReadFile(oldFile)
	if err != nil {
		return err
	}
	old, err := openCheckpoint(signed, logKey, "-")
	if err != nil {
		return err
	}
	now, hashes, err := openFolder(folder, logKey, "-")
	if err != nil {
		return err
	}
	if now.N < old.N {
		return errors.New("the log is shorter than it was")
	}
	proof, err := tlog.ProveTree(now.N, old.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash)
}

// A proof that Dozo made, one hash on a line.
func checkConsistency(oldFile, newFile, proofFile, logKey string) error {
	var trees []tlog.Tree
	for _, file := range []string{oldFile, newFile} {
		signed, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		tree, err := openCheckpoint(signed, logKey, "-")
		if err != nil {
			return err
		}
		trees = append(trees, tree)
	}
	text, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	proof, err := hashesOf(strings.Fields(string(text)))
	if err != nil {
		return err
	}
	old, now := trees[0], trees[1]
	return tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash)
}

func hashesOf(lines []string) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		all = append(all, hash)
	}
	return all, nil
}

// A proof file: header, extra with the entry, index, hashes, an empty line, the checkpoint.
func checkProof(file, logKey, witnessKey string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, checkpoint, isCut := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !isCut || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof file")
	}
	tree, err := openCheckpoint(checkpoint, logKey, witnessKey)
	if err != nil {
		return err
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	var content struct{ Entry string }
	if err := json.Unmarshal(extra, &content); err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	proof, err := hashesOf(lines[3:])
	if err != nil {
		return err
	}
	leaf := tlog.RecordHash([]byte(content.Entry))
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf)
}
