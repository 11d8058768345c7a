#include <glib.h>
#include <string.h>

#include "base.h"
#include "bytes.h"
#include "sign.h"

typedef struct
{
  const char *seed, *public_key, *message, *signature;
} Vector;

/* RFC 8032 section 7.1: TEST 1, 2, 3, 1024 and SHA(abc). */
static const Vector vectors[] = {
  { "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
    "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b" },
  { "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
    "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
  { "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
    "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a" },
  { "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5",
    "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
    "08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12"
    "ee50f8f54e9f77b1e355f6c50544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe57"
    "38829adb26c81b37c93a1b270b20329d658675fc6ea534e0810a4432826bf58c941efb65d57a338b"
    "bd2e26640f89ffbc1a858efcb8550ee3a5e1998bd177e93a7363c344fe6b199ee5d02e82d522c4fe"
    "ba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5d1a36553e06203b33890cc9b8"
    "32f79ef80560ccb9a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97b928a8bbc10"
    "3b6621fcde2beca1231d206be6cd9ec7aff6f6c94fcd7204ed3455c68c83f4a41da4af2b74ef5c53"
    "f1d8ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5d0532ed8a5aa3fb2"
    "d17ba70eb6248e594e1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6"
    "079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f27088d78b7e883c8759d2c4f5c65adb7553"
    "878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089beccf80cfe2df16a2"
    "cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128ba"
    "b27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2b1ae078"
    "4504df543af8969be3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8"
    "fcffead94f3c7ca495e056a9b47acdb751fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301"
    "651339e22904cc8c42f58c30c04aafdb038dda0847dd988dcda6f3bfd15c4b4c4525004aa06eeff8"
    "ca61783aacec57fb3d1f92b0fe2fd1a85f6724517b65e614ad6808d6f6ee34dff7310fdc82aebfd9"
    "04b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08d78ff4ef5d63653a65040cf9bfd4aca7"
    "984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b57f7f7276cd419c17a"
    "3ca8e1b939ae49e488acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d5011fd2dcc5600a3"
    "2ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e6aed3fb0f9cd71a4"
    "3dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041"
    "e989f7914f90cc2c7fff357876e506b50d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d9"
    "0d11faa933a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380d"
    "b2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef"
    "68d3a101e8a3b8cac60c905c15fc910840b94c00a0b9d0",
    "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350aa5371b1508f9f45"
    "28ecea23c436d94b5e8fcd4f681e30a6ac00a9704a188a03" },
  { "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a8"
    "36ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ec"
    "fdfbc7c66431e0303dca179c138ac17ad9bef1177331a704" },
};

static void
check_vector (const Vector *vector)
{
  uint8_t seed[32], public_key[32], signature[64], expected[64], message[1023];
  size_t size = strlen (vector->message) / 2;
  g_assert_cmpint (bytes_from_hex (seed, 32, vector->seed), ==, 0);
  g_assert_cmpint (bytes_from_hex (message, size, vector->message), ==, 0);
  Secret *secret = secret_new_copy (seed, sizeof seed);

  g_assert_cmpint (sign_public (public_key, secret), ==, 0);
  g_assert_cmpint (bytes_from_hex (expected, 32, vector->public_key), ==, 0);
  g_assert_cmpmem (public_key, 32, expected, 32);

  g_assert_cmpint (sign_make (signature, message, size, secret), ==, 0);
  g_assert_cmpint (bytes_from_hex (expected, 64, vector->signature), ==, 0);
  g_assert_cmpmem (signature, 64, expected, 64);

  g_assert_cmpint (sign_check (signature, message, size, public_key), ==, 0);
  signature[63] ^= 1;
  g_assert_cmpint (sign_check (signature, message, size, public_key), ==, -1);
  signature[63] ^= 1;
  public_key[0] ^= 1;
  g_assert_cmpint (sign_check (signature, message, size, public_key), ==, -1);
  secret_free (secret);
}

static void
test_rfc8032 (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (vectors); i++)
    check_vector (&vectors[i]);
}

/* RFC 8032, 5.1.7: s must be below the group's order, or one signature would have two
 * forms. Adding the order to s keeps the equation true. */
static void
test_no_second_form (void)
{
  static const uint8_t order[32] = { 0xed, 0xd3, 0xf5, 0x5c, 0x1a,       0x63,
                                     0x12, 0x58, 0xd6, 0x9c, 0xf7,       0xa2,
                                     0xde, 0xf9, 0xde, 0x14, [31] = 0x10 };
  uint8_t public_key[32], signature[64];
  Secret *seed = secret_new_random (SIGN_SEED_BYTES);
  g_assert_cmpint (sign_public (public_key, seed), ==, 0);
  g_assert_cmpint (sign_make (signature, "x", 1, seed), ==, 0);
  g_assert_cmpint (sign_check (signature, "x", 1, public_key), ==, 0);
  unsigned sum = 0;
  for (size_t i = 0; i < sizeof order; i++)
    {
      sum = (sum >> 8) + signature[32 + i] + order[i];
      signature[32 + i] = (uint8_t)sum;
    }
  g_assert_cmpint (sign_check (signature, "x", 1, public_key), ==, -1);
  secret_free (seed);
}

/* Under a public key of small order (here the neutral element) everybody could sign. */
static void
test_key_of_small_order (void)
{
  const uint8_t public_key[32] = { 1 }, signature[64] = { 1 };
  g_assert_cmpint (sign_check (signature, "x", 1, public_key), ==, -1);
}

static void
test_seed_of_a_wrong_size (void)
{
  uint8_t public_key[32], signature[64], zeros[64] = { 0 };
  memset (public_key, 1, 32);
  memset (signature, 1, 64);
  Secret *seed = secret_new_random (31);
  g_assert_cmpint (sign_public (public_key, seed), ==, -1);
  g_assert_cmpint (sign_make (signature, "x", 1, seed), ==, -1);
  g_assert_cmpmem (public_key, 32, zeros, 32);
  g_assert_cmpmem (signature, 64, zeros, 64);
  secret_free (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/sign/rfc8032", test_rfc8032);
  g_test_add_func ("/sign/no-second-form", test_no_second_form);
  g_test_add_func ("/sign/key-of-small-order", test_key_of_small_order);
  g_test_add_func ("/sign/seed-of-a-wrong-size", test_seed_of_a_wrong_size);
  return g_test_run ();
}
