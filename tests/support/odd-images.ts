/** `type widthxheight[ xN frames]` of the upright picture, or the code of the refusal. Decided by looking at each file. */
const BAD_IMAGES: Readonly<Record<string, string>> = {
  // A PNG signature and then noise: to a person a damaged picture, not an unknown kind of file.
  'Pillow__broken.png': 'image.damaged',
  // The turn stands in ImageMagick's raw-profile text only; no browser honours that, so the stored picture counts.
  'Pillow__exif_imagemagick_orientation.png': 'image/png 512x512',
  'Pillow__hopper_orientation_6.webp': 'image/webp 128x128',
  'Pillow__icc-after-SOF.jpg': 'image/jpeg 10x10',
  // Nonsense in Exif harms no pixel.
  'Pillow__invalid-exif.jpg': 'image/jpeg 200x200',
  'Pillow__iss634.apng': 'image/png 245x245 x41',
  'Pillow__l_trns.png': 'image/png 64x64',
  'Pillow__multiple_exif.jpg': 'image/jpeg 1x1',
  // 88 bytes: a directory that runs past the end of the file, with no picture in it.
  'Pillow__oom-225817ca0f8c663be7ab4b9e717b02c661e66834.tif': 'image.damaged',
  'Pillow__pil_sample_cmyk.jpg': 'image/jpeg 100x100',
  // A text chunk that unpacks to 64 MB beside a sound picture of one pixel. The text is never unpacked by us.
  'Pillow__png_decompression_dos.png': 'image/png 1x1',
  // A stray byte in front of a marker; every pixel is there.
  'Pillow__truncated_app14.jpg': 'image/jpeg 100x100',
  'Pillow__truncated_image.png': 'image.damaged',
  'Pillow__truncated_jpeg.jpg': 'image.damaged',
  // The turn stands in XMP only: as above.
  'Pillow__xmp_tags_orientation.png': 'image/png 326x268',
  'derived__jpeg-named.png': 'image/jpeg 320x240',
  'exif-samples__DSCN0010.jpg': 'image/jpeg 640x480',
  // Stored 2566x3313 after the file's own turn and crop; the flowers stand upright.
  'exif-samples__IMG_5195.HEIC': 'image/heic 2566x3313',
  'exif-samples__image02206.jpg': 'image/jpeg 65x65',
  'image__Bad_shortfile.bmp': 'image.unsupported-type',
  'image__ball.png': 'image/png 100x100 x20',
  'image__cat.jpg': 'image/jpeg 320x240',
  // A sequence: the cover picture is taken, `x2` says only that there is more.
  'libavif__colors-animated-8bpc.avif': 'image/avif 150x150 x2',
  // Stored 4032x3024 with orientation 6.
  'libavif__dog_exif_extended_xmp_icc.jpg': 'image/jpeg 3024x4032',
  'libheif__clap-overflow-divide-zero.heic': 'image.damaged',
  'libheif__example.heic': 'image/heic 1280x854',
  'libvips__17000x17000.avif': 'image.too-large',
  // A later frame is broken; the first is whole, and only that is used.
  'libvips__invalid_multiframe.gif': 'image/gif 10x9 x4',
  'libvips__sample-xyb.jpg': 'image/jpeg 290x442',
  'sharp__16-bit-grey-alpha.png': 'image/png 109x96',
  'sharp__65536-uint32-limit.png': 'image.too-large',
  'sharp__Channel_digital_image_CMYK_color.jpg': 'image/jpeg 500x333',
  'sharp__Channel_digital_image_CMYK_color_no_profile.jpg': 'image/jpeg 500x333',
  'sharp__Crash_test.gif': 'image/gif 800x533',
  'sharp__animated-loop-3.webp': 'image/webp 370x285 x10',
  // SVG is a program for a drawing, not a photo; it may also reach for other files.
  'sharp__check.svg': 'image.unsupported-type',
  'sharp__prophoto.png': 'image/png 1x1',
  'sharp__rotating-squares.webp': 'image/webp 80x80 x9',
  'sharp__truncated.jpg': 'image.damaged',
  'sharp__truncated.png': 'image.damaged',
  'small__png-truncated.png': 'image.damaged',
}

const LARGE = {
  'video/exo-sample_MP.heic': 'image/heic 1080x1920',
  'photos/persons-hard/pexels-4793258-24MP.jpg': 'image/jpeg 4016x6016',
}

/** By path inside the test data. */
export const ODD_IMAGES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(BAD_IMAGES).map(([name, outcome]) => [`bad-images/${name}`, outcome])),
  ...LARGE,
}
