interface Postal {
  form: 'japanese' | 'foreign'
  name: string
  country: string
  postalCode: string
  region: string
  city: string
  street: string
  building: string
}

/**
 * An address as it is written on a parcel, line by line, the name last in Japan and first abroad;
 * the country in capitals as the Universal Postal Union asks, left out within Japan.
 */
export function postalLines(address: Postal): string[] {
  const { form, name, postalCode, region, city, street, building } = address
  if (form === 'japanese') {
    const code = `〒${postalCode.slice(0, 3)}-${postalCode.slice(3)}`
    return [code, `${region}${city}`, street, building, `${name} 様`].filter((part) => part !== '')
  }
  const place = [city, region, postalCode].filter((part) => part !== '').join(' ')
  return [name, street, building, place, countryName(address.country)].filter((part) => part !== '')
}

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

function countryName(code: string): string {
  return (names.of(code) ?? code).toUpperCase()
}
