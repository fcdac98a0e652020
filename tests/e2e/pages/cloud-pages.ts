import { expect, type Locator } from '@playwright/test'
import { FramePage } from './frame-page.ts'

/** The page of the services in the settings, as a person uses it. */
export class ProvidersPage extends FramePage {
  /** Puts a key in as the clipboard would, and waits until the service has said something about it. */
  async giveKey(provider: string, key: string): Promise<void> {
    await this.at(`provider-${provider}`).getByRole('button').first().click()
    await this.page.locator(`[data-testid=provider-panel][data-provider=${provider}]`).waitFor()
    if ((await this.at('replace-key').count()) > 0) await this.at('replace-key').click()
    await this.at('key-field').click()
    await this.page.keyboard.insertText(key)
    await this.at('save-key').click()
    await expect(this.at('test-answer').or(this.at('test-problem'))).toBeVisible()
  }

  standing(provider: string): Locator {
    return this.at(`provider-${provider}`).getByTestId(`standing-${provider}`)
  }
}

/** The room where services make pictures. */
export class CreatePage extends FramePage {
  get cells(): Locator {
    return this.at('cell')
  }

  /** Pictures that are there. */
  get results(): Locator {
    return this.page.locator('[data-testid=cell][data-kind=result]')
  }

  async chooseModel(id: string): Promise<void> {
    await this.at('choose-model').click()
    await this.page.locator(`[data-testid=model-card][data-model="${id}"]`).getByRole('button').first().click()
    await this.page.locator(`[data-testid=parameters][data-model="${id}"]`).waitFor()
  }

  async takeSampleGarment(): Promise<void> {
    await this.at('create-sample').click()
    await this.at('create-garment-picture').waitFor()
  }
}
